// What the platform itself says now. Only the serial is sent, and only when the person is connected.
import type { Content } from "./code.ts";
import type { Outcome, Verdict } from "./check.ts";

/** The answer of /verify/<serial>/now. Days are ISO dates. */
export interface Registered {
  outcome: Extract<Outcome, "valid" | "suspended" | "revoked" | "expired">;
  name: { ar: string; en: string };
  trade: { code: string; ar: string; en: string };
  level: { code: string; ar: string; en: string };
  issued_on: string;
  since: string | null;
  reason: string;
  /** Where the holder's photo is for the next minutes; empty where none is shown. Never kept on the device. */
  photo: string;
  asked_at: string;
}

export interface Answered extends Verdict {
  registered?: Registered;
}

const PATIENCE = 4000; // milliseconds; then the kept list answers

/** The verdict with the register's word in it; undefined when the register cannot be asked. */
export async function ask(address: string, proved: Verdict): Promise<Answered | undefined> {
  if (!proved.content) return undefined;
  try {
    const answer = await fetch(address.replace("{serial}", encodeURIComponent(proved.content.serial)), {
      headers: { Accept: "application/json" },
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.status === 404) return { outcome: "bad_signature", reason: "not_in_register" };
    if (!answer.ok) return undefined;
    const registered = (await answer.json()) as Registered;
    if (!agrees(proved.content, registered)) return { outcome: "bad_signature", reason: "not_in_register" };
    return { outcome: registered.outcome, content: proved.content, registered };
  } catch {
    return undefined; // no network after all
  }
}

/** Whether the register holds the same; a long name may be cut in the code. A stolen key signs as well as ours does. */
function agrees(content: Content, registered: Registered): boolean {
  return (
    registered.name.ar.startsWith(content.name) &&
    registered.trade.code === content.trade &&
    registered.level.code === content.level &&
    Date.parse(registered.issued_on) / 86_400_000 === content.issuedOn
  );
}
