import { readSignOffRun as operation } from "@/lib/contract/sign-off-runs";
import { endpoint } from "@/lib/server/http";
import { readSignOffRun } from "@/lib/server/queries/read-sign-off-run";

export const GET = endpoint(operation, readSignOffRun);
