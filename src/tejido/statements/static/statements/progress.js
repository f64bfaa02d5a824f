// Fetches the part of the page that shows progress every two seconds, until it is done. The same page
// has a link that does as much by hand.

const part = () => document.querySelector("[data-progress]");

const renew = async () => {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-progress]");
  if (fresh) {
    part().replaceWith(fresh);
  }
  if (part()?.dataset.progress === "running") {
    setTimeout(renew, 2000);
  }
};

if (part()?.dataset.progress === "running") {
  setTimeout(renew, 2000);
}
