import { listMilestones as operation } from "@/lib/contract/milestones";
import { endpoint } from "@/lib/server/http";
import { listMilestones } from "@/lib/server/queries/list-milestones";

export const GET = endpoint(operation, listMilestones);
