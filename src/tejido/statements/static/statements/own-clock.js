// Beside a time given in a campaign's zone, the same moment by the reader's own clock, where the two
// differ. Without JavaScript the zone and its distance from UTC say enough.

const said = new Intl.DateTimeFormat(document.documentElement.lang, {
  dateStyle: "long",
  timeStyle: "short",
});

for (const time of document.querySelectorAll("time[data-yours]")) {
  const moment = new Date(time.dateTime);
  const distance = /UTC([+−])(\d\d):(\d\d)/.exec(time.textContent) ?? ["", "+", "00", "00"];
  const minutes = (distance[1] === "+" ? 1 : -1) * (Number(distance[2]) * 60 + Number(distance[3]));
  if (-moment.getTimezoneOffset() !== minutes) {
    time.append(` — ${time.dataset.yours} ${said.format(moment)}`);
  }
}
