import { open } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import type * as vscode from 'vscode';

/** The first bytes of a local file as text, unpacked where it is gzipped; `undefined` where there is none. */
export async function readBeginning(uri: vscode.Uri, maxBytes: number): Promise<string | undefined> {
  if (uri.scheme !== 'file') return undefined;
  try {
    const file = await open(uri.fsPath);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
      const bytes = buffer.subarray(0, bytesRead);
      // A piece of a packed file ends in the middle: what can be unpacked of it is enough.
      const plain = isGzip(bytes) ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }) : bytes;
      return new TextDecoder().decode(plain);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
