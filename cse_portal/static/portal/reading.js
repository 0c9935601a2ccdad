// Offers what was read from a chosen certificate: each value is a button that fills its field and,
// pressed again, puts back what stood there. Without this script the values stand there to be read.
// In an answer that upload.js has shown, it is told so by "portal:shown".
const offerAll = () => document.querySelectorAll(".reading").forEach(offer);
offerAll();
document.addEventListener("portal:shown", offerAll);

document.addEventListener("change", async ({ target }) => {
  const place = target.form?.querySelector("[data-readings]");
  const address = target.closest("label")?.querySelector("[data-reading]")?.dataset.reading;
  if (!place || !address) return;
  const mine = `[data-of="${target.value}"]`;
  place.querySelector(mine)?.remove();
  if (!target.checked) return;
  const response = await fetch(address, { redirect: "manual" }).catch(() => null);
  const text = response?.ok ? await response.text() : "";
  if (!target.checked || place.querySelector(mine)) return;
  place.insertAdjacentHTML("beforeend", text);
  const part = place.querySelector(mine);
  if (part) offer(part);
});

// A field that is typed in by hand no longer holds what was pressed.
document.addEventListener("input", ({ target }) => {
  if (target.form?.querySelector("[data-readings]")) mark(target.form);
});

function offer(part) {
  const form = part.closest("form");
  for (const row of part.querySelectorAll("[data-sort]")) {
    const field = form.querySelector(`[data-reads="${row.dataset.sort}"]`);
    if (!field) {
      row.remove();
      continue;
    }
    for (const place of row.querySelectorAll("[data-value]:not(:has(button))")) {
      place.replaceChildren(button(place, field));
    }
  }
  if (part.querySelector("[data-sort]")) part.append(hint(part));
  else part.remove();
  mark(form);
}

function hint(part) {
  const said = part.querySelector(".note") ?? document.createElement("p");
  said.className = "note";
  said.textContent = part.closest("[data-readings]").dataset.hint;
  return said;
}

function button(place, field) {
  const made = document.createElement("button");
  const name = place.closest("[data-sort]").querySelector("dt").textContent;
  made.type = "button";
  made.className = "button button-quiet button-small";
  made.textContent = place.textContent;
  made.setAttribute("aria-label", `${name}: ${place.textContent}`);
  made.dataset.before = "";
  made.addEventListener("click", () => press(made, place.dataset.value, field));
  return made;
}

function press(made, value, field) {
  const places = made.closest("[data-readings]");
  const { filled, putBack, emptied } = places.dataset;
  const isPressed = field.value === value;
  if (!isPressed) made.dataset.before = field.value;
  field.value = isPressed ? made.dataset.before : value;
  mark(field.form);
  const said = isPressed ? (field.value ? putBack : emptied) : filled;
  const shown = isPressed ? field.value : made.textContent;
  places.querySelector("[role=status]").textContent = said.replace("{value}", shown);
}

function mark(form) {
  for (const made of form.querySelectorAll("[data-value] > button")) {
    const sort = made.closest("[data-sort]").dataset.sort;
    const value = made.parentElement.dataset.value;
    made.setAttribute("aria-pressed", form.querySelector(`[data-reads="${sort}"]`).value === value);
  }
}
