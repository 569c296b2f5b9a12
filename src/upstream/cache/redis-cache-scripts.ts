import type { Redis } from "ioredis";

/**
 * Stores a response, and adds its key to the set of each tag, unless there was an invalidation since. The sets are sorted
 * by expiry, so that expired keys can be removed. KEYS: the response, the epoch, one set per tag. ARGV: the epoch before
 * the request, the response, its ttl in milliseconds.
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
 * Removes all responses that have these tags, and publishes the invalidation. Does nothing for an event that was applied
 * before. The event is remembered last: Redis does not undo a script that fails, and the event is then sent again. KEYS:
 * the event, the epoch, one set per tag. ARGV: how long the event is remembered, in milliseconds, the new epoch, how long
 * that is stored, the channel, the message.
 */
const invalidateScript = `
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
if #KEYS > 2 then
  redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
  for i = 3, #KEYS do
    local names = redis.call('ZRANGE', KEYS[i], 0, -1)
    for from = 1, #names, 1000 do
      redis.call('UNLINK', unpack(names, from, math.min(from + 999, #names)))
    end
    redis.call('UNLINK', KEYS[i])
  end
  redis.call('PUBLISH', ARGV[4], ARGV[5])
end
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
return 1
`;

/** The scripts as commands. */
export type CacheCommands = Redis & {
  storeResponse(keys: number, ...args: (string | number)[]): Promise<number>;
  invalidateResponses(keys: number, ...args: (string | number)[]): Promise<number>;
};

/** Defines the scripts as commands of a connection. */
export function withCacheScripts(redis: Redis): CacheCommands {
  redis.defineCommand("storeResponse", { lua: storeScript });
  redis.defineCommand("invalidateResponses", { lua: invalidateScript });
  return redis as CacheCommands;
}
