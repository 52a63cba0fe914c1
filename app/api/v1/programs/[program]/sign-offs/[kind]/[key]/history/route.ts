import { readSignOffHistory as operation } from "@/lib/contract/sign-off-subjects";
import { endpoint } from "@/lib/server/http";
import { readSignOffHistory } from "@/lib/server/queries/read-sign-off-history";

export const GET = endpoint(operation, readSignOffHistory);
