import type { Redis } from "ioredis";

/**
 * Keeps an answer, and its name with each of its subjects, unless something has been forgotten since. The names are
 * sorted by when they go, so that those of answers that have gone go too. KEYS: the answer, the mark, a list a subject;
 * ARGV: the mark as it was, the answer, its time in milliseconds.
 */
const storeScript = `
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return 0 end
local ttl, time = tonumber(ARGV[3]), redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('SET', KEYS[1], ARGV[2], 'PX', ttl)
for i = 3, #KEYS do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now)
  redis.call('ZADD', KEYS[i], now + ttl, KEYS[1])
  if redis.call('PTTL', KEYS[i]) < ttl then redis.call('PEXPIRE', KEYS[i], ttl) end
end
return 1
`;

/**
 * Forgets all answers of these subjects, for every process, and tells them. Does nothing a second time for the same
 * occasion. KEYS: the occasion, the mark, a list a subject; ARGV: how long the occasion is remembered, in milliseconds,
 * the new mark, how long that is kept, the channel, the message.
 */
const invalidateScript = `
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 0 end
if #KEYS == 2 then return 1 end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
for i = 3, #KEYS do
  local names = redis.call('ZRANGE', KEYS[i], 0, -1)
  for from = 1, #names, 1000 do
    redis.call('UNLINK', unpack(names, from, math.min(from + 999, #names)))
  end
  redis.call('UNLINK', KEYS[i])
end
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
`;

/** The scripts as commands. */
export type CacheCommands = Redis & {
  keepAnswer(keys: number, ...args: (string | number)[]): Promise<number>;
  forgetAnswers(keys: number, ...args: (string | number)[]): Promise<number>;
};

/** Has a connection know the scripts. */
export function withCacheScripts(redis: Redis): CacheCommands {
  redis.defineCommand("keepAnswer", { lua: storeScript });
  redis.defineCommand("forgetAnswers", { lua: invalidateScript });
  return redis as CacheCommands;
}
