from django.http import HttpResponse
def _s(request, *a, **k): return HttpResponse("stub")
article_list=article_detail=_s
