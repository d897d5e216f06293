// The scored activities by the names that lessons hold.
import type { Activity } from "./contract.ts";
import { gauges } from "./gauges.ts";
import { multimeter } from "./multimeter.ts";
import { seam } from "./seam.ts";

export const ACTIVITIES: Record<string, Activity<any>> = { seam, multimeter, gauges };
