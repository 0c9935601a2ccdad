// The second press of a quick hand sends no form of the administration once more.
document.addEventListener("submit", (event) => {
  const sent = event.target.dataset;
  if (event.defaultPrevented) return;
  if (sent.once) event.preventDefault();
  sent.once = "sent";
  setTimeout(() => delete sent.once, 3000);
});
