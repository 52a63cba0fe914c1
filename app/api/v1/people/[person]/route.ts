import { readPerson as readPersonOperation } from "@/lib/contract/accounts";
import { endpoint } from "@/lib/server/http";
import { readPerson } from "@/lib/server/queries/read-person";

export const GET = endpoint(readPersonOperation, readPerson);
