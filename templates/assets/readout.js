// A few lines for what a page cannot know when it is built. Without them it is right all the same.

// Says so when the reader's clock is past a meeting that the briefing calls upcoming. Without this,
// or with the clock unknown, the page speaks for its as-of date.
document.addEventListener("DOMContentLoaded", () => {
  const now = new Date();
  const pad = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  for (const note of document.querySelectorAll("[data-readout-due]")) {
    if (note.dataset.readoutDue < today) {
      note.hidden = false;
    }
  }
  // The zip file lies where the site is published, not in the copies that it makes.
  for (const offer of document.querySelectorAll("[data-readout-published-at]")) {
    const home = new URL(offer.dataset.readoutPublishedAt);
    if (location.host === home.host && location.pathname.startsWith(home.pathname)) {
      offer.hidden = false;
    }
  }
});

// Marks all of the passage that the address names: where passages cross, a mark ends early and its
// words go on in others, which no style sheet can tell.
const markPassage = () => {
  const name = location.hash.slice(1);
  for (const mark of document.querySelectorAll("mark[data-words]")) {
    mark.classList.toggle("readout-target", mark.dataset.words === name);
  }
};
document.addEventListener("DOMContentLoaded", markPassage);
window.addEventListener("hashchange", markPassage);

// A list that grew too long for one page has a page for each period: whoever comes by an older
// address of an entry is led on to the period that has it now.
document.addEventListener("DOMContentLoaded", () => {
  const name = decodeURIComponent(location.hash.slice(1));
  let longest = "";
  let there = null;
  for (const link of document.querySelectorAll("a[data-readout-leads]")) {
    for (const lead of link.dataset.readoutLeads.split(" ")) {
      if (name.startsWith(lead) && lead.length > longest.length) {
        longest = lead;
        there = link;
      }
    }
  }
  if (there && !document.getElementById(name)) {
    location.replace(there.href + location.hash);
  }
});

// Takes a click on an evidence mark straight to its words in the article, where they are in one
// place; the mark's own link leads to the footnote. A finger has nothing to hover with: its first
// tap shows the words, its second follows.
let tapped = null;
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a.footnote-ref");
  const again = mark !== null && mark === tapped;
  tapped = mark;
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
    return;
  }
  if (event.pointerType === "touch" && !again) {
    event.preventDefault();
    return;
  }
  const note = document.getElementById(decodeURIComponent(mark.hash.slice(1)));
  const places = note ? note.querySelectorAll("a[href*='#words-']") : [];
  if (places.length === 1) {
    event.preventDefault();
    location.assign(places[0].href);
  }
});

// Material shows the words in a dialog that it gives no name; the mark's number is one.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType === Node.ELEMENT_NODE && node.matches(".md-tooltip2[role=dialog]")) {
        const mark = document.querySelector(`.footnote-ref[aria-controls="${node.id}"]`);
        node.setAttribute("aria-label", mark ? mark.textContent : node.textContent.slice(0, 80));
      }
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
