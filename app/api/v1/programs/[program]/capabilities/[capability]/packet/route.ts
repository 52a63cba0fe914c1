import { exportPacket as operation } from "@/lib/contract/capability";
import { endpoint } from "@/lib/server/http";
import { exportPacket } from "@/lib/server/queries/export-packet";

export const GET = endpoint(operation, exportPacket);
