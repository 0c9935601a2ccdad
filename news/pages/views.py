from django.http import HttpResponse
def _s(request, *a, **k): return HttpResponse("stub")
page_detail=_s
