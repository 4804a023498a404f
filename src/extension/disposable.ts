import type * as vscode from 'vscode';

/** Owns what it registers and lets go of it in reverse order, once. */
export abstract class Disposable implements vscode.Disposable {
  #owned: vscode.Disposable[] | undefined = [];

  dispose(): void {
    const owned = this.#owned ?? [];
    this.#owned = undefined;
    for (const item of owned.reverse()) item.dispose();
  }

  /** Ties `item` to this object's life; after `dispose` it is released at once. */
  protected register<T extends vscode.Disposable>(item: T): T {
    if (this.#owned) this.#owned.push(item);
    else item.dispose();
    return item;
  }

  protected get isDisposed(): boolean {
    return this.#owned === undefined;
  }
}
