// The reviewers' desk by keyboard (A, M, R, N outside fields), a reason that the checklist
// suggests, and pages that lie on their side turned upright. All of it works without.
const form = document.getElementById("decision");
const reason = form.elements.reason;
const suggested = new Set();

const isWriting = (target) => target.closest("input:not([type=radio]), select, textarea, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
  const button = form.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  if ("needsReason" in button.dataset && !reason.value) reason.focus();
  else button.click();
});

// A second press while the first is on its way would decide the next case unseen.
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => delete form.dataset.sent);

form.addEventListener("change", ({ target }) => {
  if (target.type !== "radio" || !target.dataset.suggests) return;
  const mayChange = !reason.value || suggested.has(reason.value);
  if (target.value === "no" && mayChange) {
    suggested.add(target.dataset.suggests);
    reason.value = target.dataset.suggests;
  }
});

for (const button of document.querySelectorAll("[data-turn]")) {
  const pages = document.getElementById(button.dataset.turn);
  button.hidden = false;
  button.addEventListener("click", () => {
    pages.dataset.turned = (Number(pages.dataset.turned || 0) + 90) % 360;
  });
}
