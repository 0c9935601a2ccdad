from django.http import HttpResponse
def _s(request, *a, **k): return HttpResponse("stub")
agreement_list=agreement_detail=_s
