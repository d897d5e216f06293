// Plays cases and checks with the phone's own sources. In: {activities: [...], sums: [...], checks: [...]}; out: what they come to.
import { replay, points } from "../../frontend/activities/contract.ts";
import { ACTIVITIES } from "../../frontend/activities/index.ts";
import { numberIn, shareOf } from "../../frontend/lesson-checks/marking.ts";
import { amount, FORMULAS, shown, verdictOf } from "../../frontend/lesson/calculators.ts";

const asked = JSON.parse(await new Response(process.stdin).text());
const played = (asked.activities ?? []).map(({ activity, seed, actions }) => {
  const play = replay(ACTIVITIES[activity], seed, actions);
  return { case: ACTIVITIES[activity].begin(seed), points: points(play), parts: play.parts, stops: play.stops, done: play.done, log: play.log };
});
const sums = (asked.sums ?? []).map(({ formula, numbers, kind }) => {
  const out = FORMULAS[formula](numbers, kind);
  return out.superheat === undefined ? out : { ...out, verdict: verdictOf(out.superheat) };
});
const amounts = (asked.amounts ?? []).map(({ text, scale, least, most }) => {
  const kept = amount(text, scale, least, most);
  return kept === null ? null : [kept, shown(kept, scale)];
});
const shares = (asked.checks ?? []).map(({ type, value, key }) => shareOf(type, value, key));
const numbers = (asked.numbers ?? []).map((text) => numberIn(text));
console.log(JSON.stringify({ played, sums, amounts, shares, numbers }));
