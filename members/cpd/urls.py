app_name = "cpd"
urlpatterns = []
