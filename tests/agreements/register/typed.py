"""The page of an entry in the administration, sent as it stands but for what is typed."""


def posted(officer, agreement, **typed):
    """Without the rows below it, which stay as they are."""
    address = f"/admin/agreements/agreement/{agreement.pk}/change/"
    page = officer.get(address)
    form = page.context["adminform"].form
    data = {
        name: value
        for name, value in form.initial.items()
        if value is not None and name in form.fields
    }
    for inline in page.context["inline_admin_formsets"]:
        prefix = inline.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return officer.post(address, data | typed)
