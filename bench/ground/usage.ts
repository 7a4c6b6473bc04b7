import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Clock ticks of `/proc/<pid>/stat` a second. */
const TICKS = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/** CPU time of a process and of all that it started, also of those that have ended, in milliseconds. */
export function cpuMs(pid: number): number {
  return familyOf(pid).reduce((sum, member) => sum + ownCpuMs(member), 0);
}

function ownCpuMs(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    // user and system time, its own and that of its ended children: the 14th to 17th field, of which two are cut off
    return (fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 1_000) / TICKS;
  } catch {
    return 0;
  }
}

function familyOf(pid: number): number[] {
  const parents = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  return [pid, ...parents.filter(([, parent]) => parent === pid).map(([child]) => child)];
}
