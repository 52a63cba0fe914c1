import { setDocument as operation } from "@/lib/contract/sign-off-subjects";
import { setDocument } from "@/lib/server/commands/set-document";
import { endpoint } from "@/lib/server/http";

export const PUT = endpoint(operation, setDocument);
