import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { SideWords } from "@/components/evidence/evidence-table";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { budgetsQuery } from "@/lib/client/budget-queries";

/** What a report does not say of itself: empty is left to the file. */
export type ReportPlace = {
  readonly side: string;
  readonly commit: string;
  readonly environment: string;
  readonly budget: string;
};

const leftToFile = { value: "", label: "As the file says" };

/** Which build, side, environment and budget uploaded reports are of. */
export const ReportPlaceFields = ({
  program,
  owners,
  environments,
  place,
  faults,
  onChange,
}: {
  program: string;
  owners: SideWords;
  environments: readonly { key: string; name: string }[];
  place: ReportPlace;
  faults: readonly { field?: string; says: string }[];
  onChange: (place: ReportPlace) => void;
}) => {
  const list = useId();
  const budgets = useQuery(budgetsQuery(program));
  const faultOf = (field: keyof ReportPlace) => faults.find((one) => one.field === field)?.says;
  const change = (field: keyof ReportPlace) => (value: string) =>
    onChange({ ...place, [field]: value });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TextField
        error={faultOf("commit")}
        hint="The build that it is about; tests need one"
        label="Commit"
        maxLength={64}
        mono
        onChange={(event) => change("commit")(event.target.value)}
        value={place.commit}
      />
      <Select
        error={faultOf("side")}
        hint="Tests and measurements need one"
        label="Ran against"
        onChange={change("side")}
        options={[
          leftToFile,
          { value: "target", label: owners.target },
          { value: "legacy", label: owners.legacy },
        ]}
        value={place.side}
      />
      <Select
        error={faultOf("environment")}
        hint="Measurements need one"
        label="Environment"
        onChange={change("environment")}
        options={[
          { ...leftToFile, label: "As the file says, or none" },
          ...environments.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        value={place.environment}
      />
      <TextField
        error={faultOf("budget")}
        hint="Which one a k6 summary measures"
        label="Budget"
        list={list}
        maxLength={300}
        mono
        onChange={(event) => change("budget")(event.target.value)}
        value={place.budget}
      />
      <datalist id={list}>
        {budgets.data?.budgets.map(({ key }) => (
          <option key={key} value={key} />
        ))}
      </datalist>
    </div>
  );
};
