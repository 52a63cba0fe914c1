"use client";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";

const CreateProgramDialog = dynamic(
  () =>
    import("@/components/programs/create-program-dialog").then(
      (module) => module.CreateProgramDialog,
    ),
  { ssr: false },
);

export const CreateProgramButton = () => {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)} variant="primary">
        New program
      </Button>
      {isOpen && <CreateProgramDialog onClose={() => setOpen(false)} />}
    </>
  );
};
