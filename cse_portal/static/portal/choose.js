// Adds "Choose all on this page" over a list of things to choose; with Shift, all between two of them.
// Without this script each is chosen by itself.
for (const list of document.querySelectorAll("[data-choose]")) {
  const boxes = [...list.querySelectorAll("[name=chosen]")];
  const all = document.createElement("input");
  const label = document.createElement("label");
  let last = null;

  all.type = "checkbox";
  label.className = "choice";
  label.append(all, list.dataset.choose);
  list.prepend(label);

  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    all.checked = number === boxes.length;
    all.indeterminate = number > 0 && !all.checked;
  };
  all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  boxes.forEach((box, place) =>
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last !== null) {
        const [first, end] = [last, place].sort((one, other) => one - other);
        boxes.slice(first, end + 1).forEach((between) => (between.checked = box.checked));
      }
      last = place;
      count();
    })
  );
  count();
}
