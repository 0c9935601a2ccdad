// Several files at once, dropped or chosen, each into a row of its own under Pictures or Attachments.
// Without this script each row has its own field for one file.
for (const place of document.querySelectorAll("[data-drop-for]")) {
  const group = document.getElementById(`${place.dataset.dropFor}-group`);
  const [button, chooser] = place.querySelectorAll("button, input");
  const adder = () => group.querySelector(".add-row a");
  group.append(place);
  place.hidden = false;

  const emptyField = () => [...group.querySelectorAll(".inline-related:not(.empty-form) [type=file]")].find((field) =>
    !field.files.length && !field.closest(".inline-related").matches(".has_original"));

  function take(files) {
    for (const file of files) {
      if (!emptyField()) adder()?.click();
      const field = emptyField();
      if (!field) return;
      const one = new DataTransfer();
      one.items.add(file);
      field.files = one.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  group.addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    group.classList.add("is-aimed-at");
  });
  group.addEventListener("dragleave", (event) => {
    if (!group.contains(event.relatedTarget)) group.classList.remove("is-aimed-at");
  });
  group.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    group.classList.remove("is-aimed-at");
    take(event.dataTransfer.files);
  });
  button.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    take(chooser.files);
    chooser.value = "";
  });
}
// A file that misses would take the place of the page, and of what was typed there.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => {
  if (event.dataTransfer?.types.includes("Files") && !event.defaultPrevented && event.target.type !== "file") event.preventDefault();
});
