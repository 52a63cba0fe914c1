import { listSignOffRuns, startSignOffRun } from "@/lib/contract/sign-off-runs";
import { startSignOffRun as start } from "@/lib/server/commands/start-sign-off-run";
import { endpoint } from "@/lib/server/http";
import { listSignOffRuns as list } from "@/lib/server/queries/list-sign-off-runs";

export const GET = endpoint(listSignOffRuns, list);
export const POST = endpoint(startSignOffRun, start);
