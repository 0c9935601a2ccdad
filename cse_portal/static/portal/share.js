// Adds "Copy the address" and, where the device has one, its own "Share" beside an address.
// Without this script the address itself stands there to be copied.
for (const place of document.querySelectorAll("[data-share]")) {
  const address = place.querySelector("[data-address]").textContent;
  const said = place.querySelector("[role=status]");
  const [copy, share] = place.querySelectorAll("button");

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(address);
    said.textContent = copy.dataset.done;
  });

  share.hidden = !navigator.share;
  share.addEventListener("click", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
}
