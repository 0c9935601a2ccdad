from django.http import HttpResponse
def _s(request, *a, **k): return HttpResponse("stub")
front_door=healthz=readyz=robots=home=search=csrf_failure=bad_request=permission_denied=page_not_found=server_error=_s
