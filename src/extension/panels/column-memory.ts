import type * as vscode from 'vscode';
import * as z from 'zod';
import type { ColumnArrangement } from '../../protocol/column-arrangement';

const KEY = 'nas.dashboard.columns';

const ids = z.array(z.string().max(200)).max(1_000);
const arrangement = z.strictObject({ order: ids, hidden: ids, widths: z.record(z.string(), z.number()) });

/** How the columns of trial tables were arranged last in this workspace. What is not understood is as if never said. */
export class ColumnMemory {
  constructor(private readonly memento: Pick<vscode.Memento, 'get' | 'update'>) {}

  get(): ColumnArrangement | undefined {
    return arrangement.safeParse(this.memento.get(KEY)).data;
  }

  /** @param columns from a page, which is not trusted */
  set(columns: unknown): void {
    const parsed = arrangement.safeParse(columns);
    if (parsed.success) void this.memento.update(KEY, parsed.data);
  }
}
