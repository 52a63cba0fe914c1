import { readRoom as operation } from "@/lib/contract/go-no-go";
import { query } from "@/lib/server/query";
import { roomView } from "@/lib/server/registers/room-view";

/** A go/no-go room: as it reads now, or exactly as it was when it was decided. */
export const readRoom = query(
  { name: "read-room", allow: "program:read", input: operation.input },
  ({ db, actor, input, program, now }) => roomView(db, program, actor, input, now),
);
