"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Chip } from "@/components/ui/chip";
import { FieldError } from "@/components/ui/field-error";
import { TextField } from "@/components/ui/text-field";
import { placesQuery } from "@/lib/client/place-queries";
import { useSettled } from "@/lib/client/use-settled";
import { type BlockedPlace, placeWords } from "@/lib/domain/blocker-reach";

const nameOf = ({ level, key }: BlockedPlace): string => `${level} ${key}`;

/** Chooses what is held: everything, or families, capabilities and rows found by their words. */
export const PlacePicker = ({
  program,
  places,
  onChange,
  label = "What it holds",
  error,
}: {
  program: string;
  places: readonly BlockedPlace[];
  onChange: (places: BlockedPlace[]) => void;
  label?: string;
  error?: string | undefined;
}) => {
  const [text, setText] = useState("");
  const sought = useSettled(text.trim());
  const found = useQuery({ ...placesQuery(program, sought), enabled: sought.length >= 2 });
  const chosen = new Set(places.map(nameOf));
  const isEverything = chosen.has("program ");
  const offered = (found.data ?? []).filter((place) => !chosen.has(nameOf(place)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-strong text-ink-2 text-sm">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        <Chip
          on={isEverything}
          onClick={() => onChange(isEverything ? [] : [{ level: "program", key: "" }])}
        >
          Everything
        </Chip>
        {places
          .filter(({ level }) => level !== "program")
          .map((place) => (
            <Chip
              key={nameOf(place)}
              on
              onClick={() => onChange(places.filter((each) => nameOf(each) !== nameOf(place)))}
            >
              <span className="max-w-72 truncate">{placeWords(place).slice(4)}</span>
              <span aria-hidden="true">×</span>
              <span className="sr-only">, take off</span>
            </Chip>
          ))}
      </div>
      {!isEverything && (
        <>
          <TextField
            autoComplete="off"
            hideLabel
            label="Find a family, capability or row"
            onChange={(event) => setText(event.target.value)}
            placeholder="Find a family, capability, route, worker or other row"
            value={text}
          />
          {sought.length >= 2 && (
            <ul className="max-h-56 overflow-y-auto rounded-md border" aria-label="Found">
              {offered.map((place) => (
                <li className="border-line-soft border-t first:border-t-0" key={nameOf(place)}>
                  <button
                    className="flex w-full items-baseline gap-2 px-2.5 py-1.5 text-left hover:bg-line-soft"
                    onClick={() => {
                      onChange([...places, { level: place.level, key: place.key }]);
                      setText("");
                    }}
                    type="button"
                  >
                    <span className="shrink-0 text-ink-3">{place.level.replace("-", " ")}</span>
                    <span className="min-w-0 truncate font-medium">{place.key}</span>
                    <span className="min-w-0 flex-1 truncate text-ink-2">{place.title}</span>
                  </button>
                </li>
              ))}
              {offered.length === 0 && (
                <li className="px-2.5 py-1.5 text-ink-3">
                  {found.isFetching ? "Looking …" : "Nothing is called so."}
                </li>
              )}
            </ul>
          )}
        </>
      )}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
};
