import { readAccess as readAccessOperation } from "@/lib/contract/access";
import { endpoint } from "@/lib/server/http";
import { readAccess } from "@/lib/server/queries/read-access";

export const GET = endpoint(readAccessOperation, readAccess);
