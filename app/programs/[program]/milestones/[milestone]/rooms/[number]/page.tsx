import type { Metadata } from "next";
import { RoomView } from "@/components/milestones/room-view";
import { readForPage } from "@/lib/server/http";
import { readRoom } from "@/lib/server/queries/read-room";

export const metadata: Metadata = { title: "Go/no-go room" };

export default async function RoomPage({
  params,
}: {
  params: Promise<{ program: string; milestone: string; number: string }>;
}) {
  const { program, milestone, number } = await params;
  const initial = await readForPage(readRoom, { program, milestone, number });
  return <RoomView initial={initial} program={program} />;
}
