// Reads {"cases": [{"line", "found"}]} and writes the marks that the tablet's own source gives: null where it cannot.
import { readFileSync } from "node:fs";
import { marksFor } from "../../frontend/marking/aspects.ts";

const { cases } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(({ line, found }) => marksFor(line, found))));
