"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { roomAddress } from "@/components/milestones/milestone-words";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";
import { registerWrites, useRegisterWrite } from "@/lib/client/register-queries";

/** Opens the room in which a milestone is decided, and goes there. */
export const OpenRoomButton = ({ program, milestone }: { program: string; milestone: string }) => {
  const router = useRouter();
  const say = useToast();
  const { run, isBusy, fault } = useRegisterWrite(program, registerWrites.openRoom, ({ number }) =>
    router.push(roomAddress(program, milestone, number)),
  );
  const title = fault?.title;
  const detail = fault?.detail;
  useEffect(() => {
    if (title) say({ title, ...(detail ? { detail } : {}), tone: "red" });
  }, [title, detail, say]);
  return (
    <Button busy={isBusy} onClick={() => run({ program, milestone })} variant="primary">
      Open the go/no-go room
    </Button>
  );
};
