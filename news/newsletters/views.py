from django.http import HttpResponse
def _s(request, *a, **k): return HttpResponse("stub")
newsletter_list=newsletter_detail=_s
