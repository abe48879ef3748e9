// Sends the forms without loading the page anew. Without this script they work as plain forms.
// Written for Chromium 80 and its like. An older engine cannot read `?.`, so it leaves all of this alone.
"use strict";

const log = document.getElementById("log");
const notice = document.getElementById("status");
const choices = document.getElementById("choices");
const say = document.getElementById("say");
const field = document.getElementById("text");

const calm = matchMedia("(prefers-reduced-motion: reduce)");
let sending = Promise.resolve(); // one request after another, in the order of the taps

// The button that sends a form: before Chromium 81 the event does not name it. Enter in the field clicks it as well.
let clicked = null;

document.addEventListener("click", (event) => {
  clicked = event.target.closest("button");
});

// The browser is kept from sending a form only once all that is to be sent is at hand.
document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter || clicked;
  if (!window.fetch || button?.form !== form) {
    return;
  }
  const sent = new URLSearchParams(new FormData(form));
  if (button.name) {
    sent.append(button.name, button.value);
  }
  event.preventDefault();
  sending = sending.then(() => send(form.getAttribute("action"), sent));
  if (form === say) {
    field.value = "";
    typedHere();
    say.elements.once.value = crypto.getRandomValues(new Uint32Array(3)).join("-");
  }
});

// What is typed belongs to the screen at which it was begun, though another may be shown before it is sent.
function typedHere() {
  if (!field.value) {
    say.elements.revision.value = choices.dataset.revision;
  }
}

field.addEventListener("input", typedHere);

// What is taken is answered with a redirect to the conversation.
async function send(path, sent) {
  log.setAttribute("aria-busy", "true");
  const response = await fetch(path, { method: "POST", body: sent }).catch(() => null);
  if (response?.redirected) {
    await answer(response);
  } else {
    giveBack(sent, await refusal(response));
  }
  log.setAttribute("aria-busy", "false");
}

async function read(response) {
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function answer(response) {
  try {
    show(await read(response));
  } catch {
    location.assign(response.url); // another page, as after everything was deleted, or one that cannot be shown here
  }
}

// Why it was not taken, in the words of the server if there are any.
async function refusal(response) {
  try {
    return (await read(response)).getElementById("status").textContent;
  } catch {
    return say.dataset.offline;
  }
}

// What could not be sent stands in the field again, under the same number, so that it is not taken twice.
function giveBack(sent, line) {
  tell(line);
  if (sent.has("text")) {
    field.value = [sent.get("text"), field.value].filter(Boolean).join(" ");
    say.elements.once.value = sent.get("once");
    say.elements.revision.value = sent.get("revision");
  }
}

function tell(line) {
  notice.textContent = line;
  if (line) {
    notice.scrollIntoView({ block: "nearest" });
  }
}

// Throws where the page is not the conversation. `unasked`: nobody is waiting for it, so whoever is typing is left where they are.
function show(page, unasked = false) {
  const focused = document.activeElement;
  const wasChoosing = choices.contains(focused);
  const fresh = page.getElementById("choices");
  const sameScreen = fresh.dataset.revision === choices.dataset.revision;
  const grew = merge(page.getElementById("log"));
  choices.textContent = "";
  choices.append(...fresh.childNodes);
  choices.dataset.revision = fresh.dataset.revision;
  typedHere();
  const moved = !sameScreen || grew;
  if (moved) {
    settle();
  }
  if (moved && !(unasked && (focused === field || field.value))) {
    log.lastElementChild.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }
  if (wasChoosing) {
    const next = sameScreen ? document.getElementById(focused.id) : log.lastElementChild;
    next?.focus({ preventScroll: true });
  }
  if (!unasked) {
    tell(page.getElementById("status").textContent);
  }
}

// Leaves what has not changed where it is, so that a screen reader reads out only what is new. Says whether there was any.
function merge(fresh) {
  const open = fresh.querySelector(".open").dataset.number;
  for (const list of [log, fresh]) {
    list.lastElementChild.removeAttribute("id");
    list.querySelector(".open").classList.remove("open");
  }
  const standing = new Map([...log.children].map((entry) => [entry.dataset.number, entry]));
  const added = [...fresh.children].filter((entry) => {
    const old = standing.get(entry.dataset.number);
    return !old?.isEqualNode(entry) || !standing.delete(entry.dataset.number);
  });
  standing.forEach((entry) => entry.remove());
  log.append(...added);
  log.lastElementChild.id = "now";
  log.querySelector(`[data-number="${open}"]`).classList.add("open");
  return added.length > 0;
}

// Starts the short rest again in which buttons that have moved take no taps (see page.css).
function settle() {
  choices.style.animation = "none";
  void choices.offsetWidth;
  choices.style.animation = "";
}

// Where the phone can pass files on to other apps, a file that is offered has a button for it.
const sample = new File([""], "a.png", { type: "image/png" });
if (navigator.canShare?.({ files: [sample] })) {
  document.documentElement.classList.add("shares");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".share");
  if (button) {
    share(button.dataset.file, button.dataset.name);
  }
});

async function share(address, name) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) {
    tell(await refusal(response));
    return;
  }
  const content = await response.blob();
  try {
    await navigator.share({ files: [new File([content], name, { type: content.type })] });
  } catch (failed) {
    if (failed.name !== "AbortError") {
      location.assign(address); // to be saved, and passed on from there
    }
  }
}

// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  document.querySelectorAll(".open details").forEach((folded) => {
    folded.open = true;
  });
});

// While the page is in sight it is told when something has come that nobody asked for, as a reminder.
let news;

function listen() {
  news?.close();
  if (!document.hidden) {
    news = new EventSource(`/live?after=${log.lastElementChild.dataset.number}`);
    news.onmessage = () => {
      sending = sending.then(look);
    };
  }
}

async function look() {
  try {
    const response = await fetch("/");
    if (response.ok) {
      show(await read(response), true);
    }
  } catch {
    // The connection is gone. Once it is back, the server says again that there is something new.
  }
}

document.addEventListener("visibilitychange", listen);
listen();

history.scrollRestoration = "manual";
if (log.children.length > 1) {
  log.lastElementChild.scrollIntoView({ block: "start", behavior: "auto" });
}
