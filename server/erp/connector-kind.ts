import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import { z } from 'zod';

export interface OpenConnector {
  connector: ErpConnector;
  /** Lets go of its connections, where it keeps any. */
  close?(): void;
}

/** What a connector may have to know of the server that opens it. */
export interface ConnectorHost {
  /** The store is made up: what is told has to say so. */
  sandbox: boolean;
}

/** The environment without what is not set. */
export type Given = Readonly<Record<string, string>>;

/** One way to reach an ERP, with all that the server needs to know of it. */
export interface ConnectorKind<Shape extends z.ZodRawShape> {
  /** As `ERP_CONNECTOR` names it. */
  name: string;
  /**
   * Its variables, each begins with `ERP_`; several kinds may share one. A rule's message says what a wrong value
   * wants, its description what a variable that must be set stands for: both as the end of a sentence.
   */
  variables: Shape;
  /** What is wrong with values that are right one by one. */
  check?(values: z.output<z.ZodObject<Shape>>): { name: string; wants: string }[];
  open(values: z.output<z.ZodObject<Shape>>, host: ConnectorHost): OpenConnector;
}

/** A connector that the environment asks for. */
export interface ChosenErp {
  kind: 'connector';
  name: string;
  /** `ERP_URL`, for what may be shown of it. */
  url: string | null;
  open(host: ConnectorHost): OpenConnector;
}

export type ReadErp =
  | { ok: true; erp: ChosenErp }
  | { ok: false; problems: { name: string; wants: string }[] };

export interface RegisteredConnector {
  name: string;
  variables: readonly string[];
  /** `because` says why it was chosen, as in `ERP_URL is set`. */
  read(given: Given, because: string): ReadErp;
}

/** A kind as the server's list has it: its variables' types stay inside. */
export function connectorKind<Shape extends z.ZodRawShape>({
  name,
  variables,
  check = () => [],
  open,
}: ConnectorKind<Shape>): RegisteredConnector {
  const names = Object.keys(variables);
  return {
    name,
    variables: names,
    read(given, because) {
      const own = Object.fromEntries(names.flatMap((one) => (one in given ? [[one, given[one]]] : [])));
      const parsed = z.object(variables).safeParse(own);
      if (parsed.success) {
        const values = parsed.data;
        const problems = check(values);
        if (problems.length > 0) return { ok: false, problems };
        return {
          ok: true,
          erp: { kind: 'connector', name, url: given.ERP_URL ?? null, open: (host) => open(values, host) },
        };
      }
      const problems = parsed.error.issues.map(({ path: [place], message }) => {
        const variable = String(place);
        const stands = descriptionOf(variables, variable) ?? 'a value';
        return { name: variable, wants: variable in given ? message : `${stands}, because ${because}` };
      });
      return { ok: false, problems };
    },
  };
}

function descriptionOf(variables: z.ZodRawShape, name: string): string | undefined {
  const rule = variables[name];
  return rule instanceof z.ZodType ? rule.description : undefined;
}
