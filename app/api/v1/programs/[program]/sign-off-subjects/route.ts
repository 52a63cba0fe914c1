import { listSubjects as operation } from "@/lib/contract/sign-off-subjects";
import { endpoint } from "@/lib/server/http";
import { listSignOffSubjects } from "@/lib/server/queries/list-sign-off-subjects";

export const GET = endpoint(operation, listSignOffSubjects);
