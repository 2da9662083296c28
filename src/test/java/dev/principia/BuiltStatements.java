package dev.principia;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Finds statements that are not constants: methods, and initialisers of classes with statements,
/// that both make a query and put a text together while the program runs. Constants that are made
/// of constants are put together by the compiler and leave no trace.
final class BuiltStatements {
  private static final Set<String> BUILDERS =
      Set.of(
          "makeConcatWithConstants", "append", "concat", "format", "formatted", "join", "replace");

  private BuiltStatements() {}

  /// The methods that break the rule, as `Class.method`, of all classes beside this one.
  static Set<String> in(Class<?> one) {
    try {
      Path place = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      Set<String> found = new TreeSet<>();
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
          collect(ClassFile.of().parse(file), found);
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void collect(ClassModel type, Set<String> found) {
    boolean hasStatements =
        type.methods().stream().anyMatch(each -> any(each, BuiltStatements::asks));
    for (MethodModel method : type.methods()) {
      String name = method.methodName().stringValue();
      boolean statements =
          name.equals("<clinit>") ? hasStatements : any(method, BuiltStatements::asks);
      if (statements && any(method, BuiltStatements::builds)) {
        found.add(type.thisClass().name().stringValue() + "." + name);
      }
    }
  }

  private static boolean any(MethodModel method, Predicate<CodeElement> what) {
    return method.code().map(code -> code.elementStream().anyMatch(what)).orElse(false);
  }

  private static boolean asks(CodeElement element) {
    return element instanceof InvokeInstruction call
        && call.owner().asInternalName().equals("dev/principia/db/Query")
        && Set.of("of", "command").contains(call.name().stringValue());
  }

  private static boolean builds(CodeElement element) {
    return switch (element) {
      case InvokeDynamicInstruction call -> BUILDERS.contains(call.name().stringValue());
      case InvokeInstruction call ->
          call.owner().asInternalName().startsWith("java/lang/String")
              && BUILDERS.contains(call.name().stringValue());
      default -> false;
    };
  }
}
