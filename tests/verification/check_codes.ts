// Runs the page's own checker under Node: one JSON object a line in, one a line out. Called by checker.py.
//   {"text": "…", "keys": {…}, "lists": {"1": "base64"}, "now": "2026-11-22T10:00:00Z"} → {"outcome": "…", …}
import { check } from "../../frontend/verify/check.ts";
import { readList } from "../../frontend/verify/status.ts";

let input = "";
for await (const part of process.stdin) input += part;
for (const line of input.split("\n").filter(Boolean)) {
  const { text, keys, lists, now } = JSON.parse(line);
  const listOf = async (number: number) =>
    lists[number] === undefined ? undefined : readList(Uint8Array.from(Buffer.from(lists[number], "base64")), keys.keys);
  const verdict = await check(text, { keys, listOf, now: Date.parse(now) });
  console.log(JSON.stringify(verdict));
}
