package dev.principia.cache;

/// The name of an answer, alike in all instances and on both servers.
///
/// @param course what the client called the course, its id or slug
/// @param lesson what it called the lesson; empty for the course itself
public record CacheKey(CacheName name, String course, String lesson) {
  public static CacheKey course(String course) {
    return new CacheKey(CacheName.COURSES, course, "");
  }

  public static CacheKey lesson(String course, String lesson) {
    return new CacheKey(CacheName.LESSONS, course, lesson);
  }

  /// Its name in Redis. The texts are segments of a path, which hold no slash of their own that a
  /// slug or an id could have.
  String inRedis() {
    return "principia:" + name.word() + ':' + course + '/' + lesson;
  }

  int weight() {
    return 64 + 2 * (course.length() + lesson.length());
  }
}
