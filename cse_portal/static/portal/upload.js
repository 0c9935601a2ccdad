// Sends a form with files and says how far it is; whatever goes wrong on the way, the form stays.
// A refused form is shown with its messages, an accepted one leads to the next page. Without this
// script, and for a form without a chosen file, the browser sends it as any other.
const PERCENT = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });
const STEP = 0.05; // how often it is said aloud
const SHOWN = [200, 409]; // the form with its messages, or what was typed beside what is kept

document.addEventListener("submit", (event) => {
  const form = event.target;
  const panel = form.querySelector("[data-sending]");
  const number = [...form.querySelectorAll("input[type=file]")].reduce((sum, field) => sum + field.files.length, 0);
  if (!panel || (!number && !form.dataset.isSent)) return;
  event.preventDefault();
  if (form.dataset.isSent) return;
  const values = new FormData(form);
  if (event.submitter?.name) values.append(event.submitter.name, event.submitter.value);
  send(form, panel, values, number);
});

function send(form, panel, values, number) {
  const request = new XMLHttpRequest();
  const bar = panel.querySelector("progress");
  const stop = panel.querySelector("button");
  const words = panel.dataset;
  let said = -1;

  const say = (text) => (panel.querySelector("[role=status]").textContent = text);
  const advance = (share) => {
    bar.value = share * bar.max;
    if (share - said < STEP && share < 1) return;
    said = share;
    const text = number === 1 ? words.one : words.many.replace("{number}", number);
    say(text.replace("{percent}", PERCENT.format(share)));
  };
  const end = (text) => {
    delete form.dataset.isSent;
    if (panel.contains(document.activeElement)) form.querySelector("[type=submit]").focus();
    bar.hidden = stop.parentElement.hidden = true;
    say(text);
  };

  request.upload.addEventListener("progress", ({ loaded, total }) => advance(loaded / total));
  request.upload.addEventListener("load", () => {
    bar.removeAttribute("value");
    say(words.checking);
  });
  request.addEventListener("error", () => end(words.lost));
  request.addEventListener("abort", () => end(words.stopped));
  request.addEventListener("load", () => {
    const next = request.getResponseHeader("X-Go-To");
    if (next) location.assign(next);
    else if (!SHOWN.includes(request.status) || !show(request.response))
      end(request.status === 413 ? words.large : words.failed);
  });
  stop.onclick = () => request.abort();
  // A browser that keeps the page for "Back" shows it as it was before.
  addEventListener("pagehide", () => {
    delete form.dataset.isSent;
    panel.hidden = true;
  }, { once: true });

  form.dataset.isSent = "1";
  bar.hidden = stop.parentElement.hidden = panel.hidden = false;
  (form.querySelector(":scope > .actions") ?? form.lastElementChild).before(panel);
  advance(0);
  request.open("POST", form.getAttribute("action") || location.href);
  request.setRequestHeader("X-Sent-By-Script", "1");
  request.send(values);
}

// The page that came back, in place of this one. False when it is none of the portal's pages.
function show(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const main = answer.querySelector("main");
  if (!main) return false;
  document.title = answer.title;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  document.dispatchEvent(new Event("portal:shown"));
  (main.querySelector(".error-summary") ?? main).focus();
  return true;
}
