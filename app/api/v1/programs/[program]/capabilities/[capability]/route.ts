import { readCapability as operation } from "@/lib/contract/capability";
import { endpoint } from "@/lib/server/http";
import { readCapability } from "@/lib/server/queries/read-capability";

export const GET = endpoint(operation, readCapability);
