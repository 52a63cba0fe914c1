"use client";
import { useQuery } from "@tanstack/react-query";
import { TemplateOffer } from "@/components/gates/template-offer";
import { type QualityGatesAnswer, qualityGatesQuery } from "@/lib/client/gate-queries";

/** What a program's policies have to bind: how many quality gates there are, and which of the template's are not. */
export const MissingGates = ({
  program,
  initial,
  mayEdit,
}: {
  program: string;
  initial: QualityGatesAnswer;
  mayEdit: boolean;
}) => {
  const { data } = useQuery({ ...qualityGatesQuery(program), initialData: initial });
  const { gates, template } = data;
  if (template.length === 0) return null;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="min-w-0 flex-1 basis-72 text-ink-2">
        {gates.length === 0
          ? "This program has no quality gates, so no policy asks for any before a flip."
          : `Of the quality gates that a new program starts with, this one does not have: ${template.map(({ title }) => title).join(", ")}.`}
      </p>
      {mayEdit && <TemplateOffer program={program} />}
    </div>
  );
};
