import { makeWorkingCalendar } from "./working-calendar.ts";
import { year2025 } from "./years/2025.ts";
import { year2026 } from "./years/2026.ts";

/** The working calendar of Bengbu's centre, which keeps the State Council's days: 2025 and 2026. */
export const bengbuCalendar = makeWorkingCalendar([year2025, year2026]);
