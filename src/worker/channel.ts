import type { ChildProcess } from 'node:child_process';
import { Bug } from '../core/base/errors';
import { Peer } from '../protocol/peer';
import type { Handlers, Offer } from '../protocol/peer';

/**
 * A conversation with a forked child over its IPC channel; its standard output
 * stays free for whatever libraries print. The caller closes it when the child
 * has exited, because only then is the true reason known.
 */
export function peerToChild<Mine extends Offer, Theirs extends Offer>(
  child: ChildProcess,
  handlers: Handlers<Mine>,
): Peer<Mine, Theirs> {
  const peer = new Peer<Mine, Theirs>((message) => {
    if (!child.connected) throw new Error('the channel to the process is closed');
    // A failed send is followed by the child's exit, which settles what waits with a better reason.
    child.send(message, () => undefined);
  }, handlers);
  child.on('message', (raw) => {
    peer.receive(raw);
  });
  return peer;
}

/** A conversation with the parent of this process. Throws when there is no channel: the program was started by hand. */
export function peerToParent<Mine extends Offer, Theirs extends Offer>(
  handlers: Handlers<Mine>,
): Peer<Mine, Theirs> {
  const send = process.send?.bind(process);
  if (!send) throw new Bug('this program is started by NAS Workbench and not by hand');
  const peer = new Peer<Mine, Theirs>((message) => {
    if (!process.connected) throw new Error('the parent process is gone');
    send(message, undefined, undefined, () => undefined);
  }, handlers);
  process.on('message', (raw) => {
    peer.receive(raw);
  });
  process.once('disconnect', () => {
    peer.close('the parent process is gone');
  });
  return peer;
}
