"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { qualityGatesQuery } from "@/lib/client/gate-queries";

const TemplateDialog = dynamic(
  () => import("@/components/gates/template-dialog").then((module) => module.TemplateDialog),
  { ssr: false },
);

/** The button that gives a program gates of the template; nothing where it has them all. */
export const TemplateOffer = ({
  program,
  variant = "plain",
}: {
  program: string;
  variant?: "plain" | "primary";
}) => {
  const { data } = useQuery(qualityGatesQuery(program));
  const [isOpen, setOpen] = useState(false);
  if (!data || data.template.length === 0) return null;
  return (
    <>
      <Button icon="plus" onClick={() => setOpen(true)} variant={variant}>
        Add gates of the template
      </Button>
      {isOpen && <TemplateDialog offered={data} onClose={() => setOpen(false)} program={program} />}
    </>
  );
};
