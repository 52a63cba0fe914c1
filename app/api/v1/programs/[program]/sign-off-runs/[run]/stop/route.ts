import { stopSignOffRun as operation } from "@/lib/contract/sign-off-runs";
import { stopSignOffRun } from "@/lib/server/commands/stop-sign-off-run";
import { endpoint } from "@/lib/server/http";

export const POST = endpoint(operation, stopSignOffRun);
