// Says so when the reader's clock is past a meeting that the briefing calls upcoming. Without this
// script, or with the clock unknown, the page stays right: it speaks for its as-of date.
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
