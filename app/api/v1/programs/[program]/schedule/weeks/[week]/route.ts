import { removeScheduleWeek as remove, setScheduleWeek as set } from "@/lib/contract/batches";
import { removeScheduleWeek } from "@/lib/server/commands/remove-schedule-week";
import { setScheduleWeek } from "@/lib/server/commands/set-schedule-week";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(set, setScheduleWeek);
export const DELETE = endpoint(remove, removeScheduleWeek);
