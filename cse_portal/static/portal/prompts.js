// Shows the questions for the kind of activity that is chosen. Without this script those stand there
// that belong to the kind with which the page came.
const kind = document.querySelector("#id_kind");
kind?.addEventListener("change", () => {
  for (const list of document.querySelectorAll("[data-kind]")) list.hidden = list.dataset.kind !== kind.value;
});
