// The editor of formatted texts asks its questions in English, unless the page knows better. What it
// asks stands with its field, in the language of the page. This runs before the editor is read.
{
  const said = window.gettext ?? ((words) => words);
  const questions = () => JSON.parse(document.querySelector("[data-django-prose-editor-configurable]")
    ?.dataset.djangoProseEditorConfigurable ?? "{}").extensions?.Words.questions;
  window.gettext = (words) => questions()?.[words] ?? said(words);
}
